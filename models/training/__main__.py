"""`python -m models.training STEP …`: one command for each step of the recipe."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from models.training import recipe as recipes
from models.training.recipe import Recipe

HERE = Path(__file__).parent


def translate(args: argparse.Namespace, recipe: Recipe) -> None:
    """French of the press with the program's own English, a domain for `prepare`."""
    from models.training.prepare import OWN_ENGLISH
    from models.training.press import TOGETHER, translated

    lines = args.press.read_text("utf-8").splitlines()
    folder, seed = args.work / OWN_ENGLISH, recipe.training.seed
    count = translated(lines, folder, args.minutes, seed)
    print(f"{count * TOGETHER:,} sentences")


def prepare(args: argparse.Namespace, recipe: Recipe) -> None:
    """Corpora to encoded pairs."""
    from models.training.prepare import prepare

    prepare(recipe, args.corpus, args.work, args.press)


def align(args: argparse.Namespace, recipe: Recipe) -> None:
    """Links beside the pairs, and the weights from which training starts."""
    from models.training.links import link

    link(recipe, args.work, use_c=not args.numpy)


def train(args: argparse.Namespace, recipe: Recipe) -> None:
    """Checkpoints and a learning curve."""
    from models.training import arrays
    from models.training.schedule import Run
    from models.training.train import train

    shares = recipe.data.shares
    folders = {n: args.work / "arrays" / n for n, share in shares.items() if share}
    run = Run(
        recipe=recipe,
        folder=args.work / args.run,
        start=args.start or args.work / "start.safetensors",
        steps=args.steps,
        tokens=args.tokens,
        minutes=args.minutes,
        decay_tokens=args.decay_tokens,
        decay_minutes=args.decay_minutes,
        int8=args.int8,
        log_steps=args.log_steps,
        save_minutes=args.save_minutes,
        snapshot_tokens=args.snapshot_tokens,
        workers=args.workers,
        device=args.device,
    )
    dev = {"dev": arrays.load(args.dev)} if args.dev else {}
    train(run, {name: arrays.load(path) for name, path in folders.items()}, dev)


def average(args: argparse.Namespace, recipe: Recipe) -> None:
    """The mean of a run's last snapshots."""
    from models.training.average import average, last_snapshots

    paths = last_snapshots(args.work / args.run, args.last)
    average(paths, args.work / args.run / "average.safetensors")


def evaluate(args: argparse.Namespace, recipe: Recipe) -> None:
    """BLEU and chrF of a model folder."""
    from models.training.evaluate import evaluate, signatures

    for beam_size in args.beam:
        for engine in args.engine:
            found = evaluate(args.model, args.sets, beam_size=beam_size, engine=engine)
            for name, score in found.items():
                values = f"{score.bleu:5.2f}  chrF {score.chrf:5.2f}"
                print(f"{name:16} {engine:8} beam {beam_size}  BLEU {values}")
    print(*signatures().items(), sep="\n")


def release(args: argparse.Namespace, recipe: Recipe) -> None:
    """A model folder with card from a checkpoint."""
    from models.training import arrays
    from models.training.export import unwritten
    from models.training.release import release

    words = args.recipe.with_suffix(".card.toml")
    tokenizer = args.work / recipe.data.tokenizer
    output = args.output or HERE.parent / recipe.name
    domains = sorted(path.parent for path in args.work.glob("arrays/*/target.npy"))
    scores = release(
        recipe,
        args.weights,
        tokenizer,
        words,
        output,
        args.sets,
        unwritten=unwritten([arrays.load(one).target for one in domains], tokenizer),
    )
    for name, score in scores.items():
        print(f"{name:16} BLEU {score.bleu:5.2f}  chrF {score.chrf:5.2f}")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="models.training", description=__doc__)
    steps = top.add_subparsers(required=True, metavar="STEP")

    def step(name: str, run: object) -> argparse.ArgumentParser:
        added = steps.add_parser(name, help=run.__doc__)
        added.set_defaults(run_step=run)
        added.add_argument("--recipe", type=Path, default=HERE / "small.toml")
        added.add_argument("--work", type=Path, default=Path(".training"))
        return added

    add = step("translate", translate).add_argument
    add("--press", type=Path, required=True, help="French text, a paragraph a line")
    add("--minutes", type=float, default=60, help="stop after so many")
    add = step("prepare", prepare).add_argument
    add("--corpus", type=Path, required=True, help="folder of NAME.tsv.gz")
    add("--press", type=Path, help="French text: pairs nearest to it are kept")
    add = step("align", align).add_argument
    add("--numpy", action="store_true", help="do without a compiler, slowly")
    _train_options(step("train", train))
    add = step("average", average).add_argument
    add("--run", default="stable", help="name of the run")
    add("--last", type=int, default=4, help="how many snapshots")
    add = step("evaluate", evaluate).add_argument
    add("model", type=Path)
    add("sets", type=Path, nargs="+", help="paths without .fr")
    add("--beam", type=int, nargs="+", default=[1, 2, 4])
    add("--engine", nargs="+", default=["int8", "float32"])
    add = step("release", release).add_argument
    add("weights", type=Path, help="a checkpoint or an average")
    add("sets", type=Path, nargs="*", help="test sets for the card")
    add("--output", type=Path, help="default: models/NAME")
    return top


def _train_options(step: argparse.ArgumentParser) -> None:
    add, never = step.add_argument, float("inf")
    add("--run", dest="run", default="stable", help="name of the run")
    add(
        "--start",
        type=Path,
        help="checkpoint or model folder, where the run has none yet",
    )
    add("--steps", type=int, help="stop at this step of the whole course")
    add("--tokens", type=float, default=never, help="stop after so many")
    add("--minutes", type=float, default=never, help="stop after so many")
    add("--decay-tokens", type=float, default=0, help="let the rate fall to zero")
    add("--decay-minutes", type=float, default=0, help="the same by the clock")
    add("--int8", action="store_true", help="rehearse the rounding of int8")
    add("--log-steps", type=int, default=25, help="steps between lines of the curve")
    add("--save-minutes", type=float, default=10)
    add("--snapshot-tokens", type=float, default=0, help="0 keeps no snapshots")
    add("--workers", type=int, default=1, help="processes with one thread each")
    add("--device", choices=("cpu", "cuda"), default="cpu")
    add("--dev", type=Path, help="encoded pairs whose loss is watched")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one step."""
    args = parser().parse_args(argv)
    args.run_step(args, recipes.read(args.recipe))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
