"""Turn the shipped graphs back into weights, so that training can go on from what ships.

    python training/restore.py --encoder DIR --model DIR --out FILE

The matrices come back as their eight bits tell them: what quantisation lost stays lost.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from train_reader import new_reader

_PARTS = ("qkv", "out", "up", "down")
# of each graph the matrices whose names the export does not keep, in its order
_UNNAMED = {
    "encoder": [f"encoder.layers.{n}.{part}.weight" for n in range(6) for part in _PARTS],
    "linker": [*(f"linker.layer.{part}.weight" for part in _PARTS), "linker.out.weight"],
    "frames": [*(f"frames.layer.{part}.weight" for part in _PARTS), "frames.roles.weight"],
    "statements": [*(f"acts.layer.{part}.weight" for part in _PARTS), "acts.pick.weight"],
}
_TABLES = frozenset(
    f"{name}.weight"
    for name in ("encoder.words", "encoder.places", "encoder.features", "linker.distance", "frames.distance",
                 "frames.kind", "acts.mark")
)  # fmt: skip
_TAGGER = ("encoder.layers", "encoder.words", "tags", "entities", "linker")


def read_graph(path: Path, unnamed: list[str]) -> dict[str, torch.Tensor]:
    """Return the weights of a graph by name; `unnamed` are the names of those that the export numbered, in order."""
    held = {item.name: numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}
    found, names = {}, iter(unnamed)
    for name, value in held.items():
        own = name.removeprefix("model.")
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            plain = (value.astype(np.float32) - held[f"{base}_zero_point"]) * held[f"{base}_scale"]
            if base.startswith("val_"):
                own, plain = next(names), plain.T
            else:
                own = base.removeprefix("model.")
                plain = plain if own in _TABLES else plain.T  # the export turns matrices, not tables
            found[own] = torch.from_numpy(plain.copy())
        elif not name.startswith(("val_", "scalar_")) and not name.endswith(("_scale", "_zero_point")):
            found[own] = torch.from_numpy(value.copy())
    return found


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "model", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    state: dict[str, torch.Tensor] = {}
    for name, unnamed in _UNNAMED.items():
        if (graph := options.model / f"{name}.onnx").exists():  # a tagger has two of them
            state |= read_graph(graph, unnamed)
    model = new_reader(options.encoder)
    missing, unknown = model.load_state_dict(state, strict=False)
    whole = len(list(options.model.glob("*.onnx"))) == len(_UNNAMED)
    if unknown or any(whole or name.startswith(_TAGGER) for name in missing):
        raise SystemExit(f"the graphs are not those of this network: {missing} {unknown}")
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
