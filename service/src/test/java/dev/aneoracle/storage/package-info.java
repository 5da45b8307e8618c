/** Tests of what lies on the disk. */
@NullMarked
package dev.aneoracle.storage;

import org.jspecify.annotations.NullMarked;
