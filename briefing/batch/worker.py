"""What happens to a handful of inputs: read, translate together, render, write.

Every document fails alone: an error in one becomes its line in the ledger, and the
others go on. The documents of a handful share the model's batches, nothing else.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefing.batch.inputs import Task, read_task
from briefing.batch.ledger import Failure, Line, input_key
from briefing.errors import BriefingError, DocumentError, LimitError
from briefing.pipeline import Draft, Pipeline
from briefing.protocols import Renderer
from briefing.read import read_each
from briefing.types import Article, Briefing, Document
from briefing.write import write_atomically

_T = TypeVar("_T")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """The loaded pipeline and renderers, ready for handfuls of tasks."""

    pipeline: Pipeline
    renderers: dict[str, Renderer]
    output: Path
    settings: str
    """Hash of all the settings that decide the outputs."""
    text_field: str | None = None
    id_field: str | None = None

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Line, ...]]:
        """The ledger lines of each task, in order; one for each document in it.

        They come one after the other, each when its files are written.
        """
        start = time.perf_counter()
        read = [_attempt(self._read, task) for task in tasks]
        documents = [
            d for found in read if isinstance(found, _Read) for d in found.documents
        ]
        articles = iter(self._articles(documents))
        spent = time.perf_counter() - start
        texts = [d.text for d in documents if isinstance(d, Document)]
        share = spent / max(1, sum(map(len, texts)))
        for task, found in zip(tasks, read, strict=True):
            if isinstance(found, BriefingError):
                yield (failed_line(task, found),)
            else:
                key = input_key(found.sha256, self.settings)
                yield tuple(
                    self._line(task, key, d, next(articles), share)
                    for d in found.documents
                )

    def _read(self, task: Task) -> _Read:
        source = read_task(task)
        sha256 = hashlib.sha256(source.data).hexdigest()
        found = read_each(source, text_field=self.text_field, id_field=self.id_field)
        return _Read(sha256=sha256, documents=tuple(found))

    def _articles(
        self, documents: Sequence[Document | BriefingError]
    ) -> list[Article | BriefingError]:
        """Each document translated, or why it failed."""
        drafts = [
            d if isinstance(d, BriefingError) else _attempt(self.pipeline.analyze, d)
            for d in documents
        ]
        return self._translate(drafts)

    def _translate(
        self, drafts: Sequence[Draft | BriefingError]
    ) -> list[Article | BriefingError]:
        """Articles for drafts; if they fail together, each is tried by itself."""
        good = [draft for draft in drafts if isinstance(draft, Draft)]
        together = _attempt(self.pipeline.translate, good)
        alone: list[Article | BriefingError]
        if isinstance(together, BriefingError):
            alone = [_attempt(self._translate_one, draft) for draft in good]
        else:
            alone = list(together)
        results = iter(alone)
        return [d if isinstance(d, BriefingError) else next(results) for d in drafts]

    def _translate_one(self, draft: Draft) -> Article:
        return self.pipeline.translate([draft])[0]

    def _finish(self, article: Article) -> _Written:
        briefing = self.pipeline.compose(article)
        files = [
            (f"{article.document.id}.{name}", render(briefing))
            for name, render in self.renderers.items()
        ]
        for name, data in files:
            write_atomically(self.output / name, data, durable=False)
        return _Written(
            briefing=briefing,
            names=tuple(name for name, _ in files),
            hashes=tuple(hashlib.sha256(data).hexdigest() for _, data in files),
        )

    def _line(
        self,
        task: Task,
        key: str,
        document: Document | BriefingError,
        article: Article | BriefingError,
        seconds_per_character: float,
    ) -> Line:
        """Writes the article's briefing; the line that says what came of it."""
        start = time.perf_counter()
        result = (
            article
            if isinstance(article, BriefingError)
            else _attempt(self._finish, article)
        )
        if isinstance(result, BriefingError):
            return failed_line(task, result, document)
        article = result.briefing.article
        seconds = seconds_per_character * len(article.document.text)
        translations = article.translations
        return Line(
            input=task.source,
            id=article.document.id,
            sha256=article.document.sha256,
            key=key,
            status="written",
            outputs=result.names,
            output_sha256=result.hashes,
            sentences=len(translations),
            kept=sum(1 for t in translations if t.status == "kept"),
            flags=sum(1 for t in translations if t.flags),
            seconds=round(seconds + time.perf_counter() - start, 3),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    sha256: str
    """Of the input's bytes; those of a container hold several documents."""
    documents: tuple[Document | DocumentError, ...]
    """What is in it; a part that cannot be read fails alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    briefing: Briefing
    names: tuple[str, ...]
    hashes: tuple[str, ...]


def failed_line(
    task: Task,
    error: BriefingError,
    document: Document | BriefingError | None = None,
) -> Line:
    """The line of an input, or of one document in it, that came to nothing."""
    known = document if isinstance(document, Document) else None
    return Line(
        input=task.source,
        id=known.id if known else task.id,
        sha256=known.sha256 if known else None,
        key=None,
        status="failed",
        error=Failure.of(error),
    )


def _attempt(step: Callable[[_T], _R], value: _T) -> _R | BriefingError:
    """The step's result, or its error as a value.

    An error that is none of ours is a defect of the program: it fails the document it
    happened on, by name, and no other.
    """
    try:
        return step(value)
    except BriefingError as error:
        return error
    except (KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        return LimitError(
            f"{_name(value)}: takes more memory than there is; raise --max-memory, "
            f"or split it"
        )
    except Exception as error:
        reason = (str(error).splitlines() or [""])[0]
        return DocumentError(
            f"{_name(value)}: defect in briefing ({type(error).__name__}: {reason}); "
            f"please report it"
        )


def _name(value: object) -> str:
    for holder in (value, getattr(value, "document", None)):
        source = getattr(holder, "source", None)
        if isinstance(source, str):
            return source
    return "documents"
