package dev.aneoracle.coreml;

/** Element types of tensors, in MIL's names; the number of bits is the storage size. */
public enum ElementType {
  BOOL(8),
  STRING(0),
  FLOAT16(16),
  FLOAT32(32),
  FLOAT64(64),
  BFLOAT16(16),
  FLOAT8E4M3FN(8),
  FLOAT8E5M2(8),
  INT4(4),
  INT8(8),
  INT16(16),
  INT32(32),
  INT64(64),
  UINT1(1),
  UINT2(2),
  UINT3(3),
  UINT4(4),
  UINT6(6),
  UINT8(8),
  UINT16(16),
  UINT32(32),
  UINT64(64),
  /** Blobs of a neural network have no type of their own. */
  UNTYPED(0),
  UNKNOWN(0);

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** Returns the storage size in bits, 0 where it is not fixed. */
  public int bits() {
    return bits;
  }
}
