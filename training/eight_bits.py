"""Bring the matrices of int8 graphs to where every processor multiplies them alike.

    python training/eight_bits.py src/onrecord/reading/tagger/model

Processors without VNNI (AVX2, and AVX-512 before it) multiply bytes without sign by bytes with one, and add each two
neighbours in sixteen bits. Where that overflows it is cut off, and a reader answers otherwise, and worse, than where it
was measured (ONNX Runtime's documentation on quantization, 'When to use reduce_range'). Two neighbours of one sign that
come to 128 at most can't overflow, so the scale of each column is widened until none do. That costs a third of a bit,
where `reduce_range` costs a whole one. Tables of chances are then to be made anew (calibrate.py, calibrate_reader.py).
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

MOST = 128  # 128 x 255 is the most that sixteen bits with a sign hold


def widest_pairs(matrix: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
    """Return of each column [inputs, outputs] what two neighbours of one sign come to at most, without the sign."""
    rows = np.pad(matrix.astype(np.int64), ((0, len(matrix) % 2), (0, 0)))
    pairs = rows.reshape(-1, 2, rows.shape[1])
    sums: npt.NDArray[np.int64] = np.maximum(
        np.maximum(pairs, 0).sum(1).max(0), np.maximum(-pairs, 0).sum(1).max(0)
    )
    return sums


def narrow(
    matrix: npt.NDArray[np.int8], scale: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the matrix [inputs, outputs] and its scales [outputs] with no two neighbours over `MOST`."""
    share = np.minimum(1, MOST / np.maximum(widest_pairs(matrix), 1))
    while True:
        narrowed = np.rint(matrix * share).astype(np.int8)
        over = widest_pairs(narrowed) > MOST  # by rounding two up
        if not over.any():
            return narrowed, (scale / share).astype(np.float32)
        share = np.where(over, share * (1 - 1 / 256), share)


def narrow_graph(path: Path) -> int:
    """Narrow every matrix of a graph, in place, and return how many were wider."""
    graph = onnx.load(path)
    held = {item.name: item for item in graph.graph.initializer}
    wider = 0
    for node in graph.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        names = node.input[1], node.input[1].removesuffix("_quantized") + "_scale"
        matrix, scale = (numpy_helper.to_array(held[name]) for name in names)
        if (widest_pairs(matrix) <= MOST).all():
            continue
        wider += 1
        for name, value in zip(names, narrow(matrix, scale), strict=True):
            held[name].CopyFrom(numpy_helper.from_array(value, name))
    onnx.checker.check_model(graph)
    onnx.save(graph, path)
    return wider


def main() -> None:
    """Narrow the graphs of a folder and write their digests to its card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    folder = parser.parse_args().model
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.onnx")):
        print(path.name, narrow_graph(path), "matrices narrowed")
        card["digests"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "card.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
