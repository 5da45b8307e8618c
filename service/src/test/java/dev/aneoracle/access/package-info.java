/** Tests of tokens. */
@NullMarked
package dev.aneoracle.access;

import org.jspecify.annotations.NullMarked;
