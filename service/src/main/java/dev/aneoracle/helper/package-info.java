/** The port behind which the native helper measures models on the Neural Engine. */
@NullMarked
package dev.aneoracle.helper;

import org.jspecify.annotations.NullMarked;
