/** Tests of the service as a whole, and what several tests share. */
@NullMarked
package dev.aneoracle;

import org.jspecify.annotations.NullMarked;
