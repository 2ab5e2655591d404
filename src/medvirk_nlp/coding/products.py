"""A product of matrices whose rows know nothing of each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]


def row_by_row(rows: Floats, matrix: Floats) -> Floats:
    """Return ``rows @ matrix``, each row the same to the last bit whatever stands beside it.

    A fast product (BLAS) sums in another order when there are more rows or more threads, and a
    figure near a limit would fall to another side. SciPy's sparse product takes one row at a time.

    Parameters
    ----------
    rows : array of float32, (rows, width)
    matrix : array of float32, (width, columns)
    """
    product: Floats = sparse.csr_matrix(rows) @ np.ascontiguousarray(matrix)
    return product
