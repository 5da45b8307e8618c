/** Tests of the API over HTTP, each reply held against the committed API document. */
@NullMarked
package dev.aneoracle.api;

import org.jspecify.annotations.NullMarked;
