/** What this machine is. */
@NullMarked
package dev.aneoracle.host;

import org.jspecify.annotations.NullMarked;
