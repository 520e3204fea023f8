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

from corpus import ENTITIES, TAGS
from network import Tagger, load_encoder

_ENCODER = [f"encoder.layers.{n}.{part}.weight" for n in range(6) for part in ("qkv", "out", "up", "down")]
_TABLES = frozenset(
    {"encoder.words.weight", "encoder.places.weight", "encoder.features.weight", "linker.distance.weight"}
)
_LINKER = ["linker.layer.qkv.weight", "linker.layer.out.weight", "linker.layer.up.weight",
           "linker.layer.down.weight", "linker.out.weight"]  # fmt: skip


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
    state = read_graph(options.model / "encoder.onnx", _ENCODER)
    state |= read_graph(options.model / "linker.onnx", _LINKER)
    model = Tagger(load_encoder(options.encoder), TAGS, 1 + 2 * len(ENTITIES))
    missing, unknown = model.load_state_dict(state, strict=False)
    if unknown or set(missing) - {"encoder.places.weight"}:
        raise SystemExit(f"the graphs are not those of this network: {missing} {unknown}")
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
