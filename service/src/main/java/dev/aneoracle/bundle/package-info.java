/** Receives an uploaded bundle as a stream, unpacks it safely, names it by digest and stores it. */
@NullMarked
package dev.aneoracle.bundle;

import org.jspecify.annotations.NullMarked;
