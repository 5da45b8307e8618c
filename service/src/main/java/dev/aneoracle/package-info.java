/** The ANE Oracle service: takes Core ML bundles, answers where they run. */
@NullMarked
package dev.aneoracle;

import org.jspecify.annotations.NullMarked;
