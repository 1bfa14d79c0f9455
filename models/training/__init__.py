"""The recipe that makes the embedded model, in six resumable steps.

    corpora ─prepare→ arrays ─align→ links ─train→ checkpoints ─average→ weights
                                     weights ─evaluate→ scores ─release→ models/NAME/

Each step is a command: `python -m models.training STEP --recipe small.toml`. A step
reads files and writes files; whatever is killed can be started again.
"""
