from __future__ import annotations

import json

from briefing.batch.follow import follow
from briefing.batch.inputs import Task
from briefing.errors import UnreadableError
from briefing.protocols import Input
from briefing.read import read

PAGE = b"<html><body><p>Le maire a ouvert le pont mardi matin.</p></body></html>"


def feed(*items: str) -> Task:
    data = f"<rss version='2.0'><channel><title>Le Fil</title>{''.join(items)}"
    data += "</channel></rss>"
    return Task(id="fil", source="fil.xml", path=None, data=data.encode())


def item(title: str, link: str = "", text: str = "Le pont est ouvert.") -> str:
    link = f"<link>{link}</link>" if link else ""
    return f"<item><title>{title}</title>{link}<description>{text}</description></item>"


def test_each_linked_page_stands_in_the_place_of_the_feed() -> None:
    asked: list[str] = []

    def fetch(address: str) -> Input:
        asked.append(address)
        return Input(id="x", source=address, data=PAGE)

    other = Task(id="a", source="a.txt", path=None, data=b"Bonjour.")
    pages = [item("Pont", "https://x.test/a"), item("Encore", "https://x.test/a")]
    found = follow([other, feed(*pages, item("Quai", "https://x.test/b"))], fetch)
    assert found[0] == other
    assert [t.source for t in found[1:]] == ["https://x.test/a", "https://x.test/b"]
    assert asked == ["https://x.test/a", "https://x.test/b"]
    assert all(task.id.startswith("fil-") and task.data == PAGE for task in found[1:])


def test_a_page_that_cannot_be_fetched_fails_by_its_own_name() -> None:
    def fetch(address: str) -> Input:
        raise UnreadableError(f"{address}: the server answers 404")

    (task,) = follow([feed(item("Pont", "https://x.test/a"))], fetch)
    assert task.source == "https://x.test/a"
    assert "404" in str(task.problem)
    assert task.data is None


def test_only_addresses_of_the_web_are_followed() -> None:
    def fetch(address: str) -> Input:
        raise AssertionError(address)

    links = ("file:///etc/passwd", "javascript:alert(1)", "")
    found = follow([feed(*(item("Pont", link) for link in links))], fetch)
    assert [task.source for task in found] == ["fil.xml#1", "fil.xml#2", "fil.xml#3"]
    for task in found:
        (document,) = read(Input(id="a", source=task.source, data=task.data or b""))
        assert document.text == "Pont\n\nLe pont est ouvert."


def test_what_is_no_feed_or_cannot_be_read_stays_as_it_is() -> None:
    tasks = [
        Task(id="a", source="a.json", path=None, data=json.dumps({"a": 1}).encode()),
        Task(id="b", source="b", path=None, problem=UnreadableError("b is not there")),
        Task(id="c", source="c.xml", path=None, data=b"<rss><channel>"),
    ]
    assert follow(tasks, lambda address: Input(id="", source="", data=b"")) == tasks
