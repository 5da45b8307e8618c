/** Knows what the service has on its disks, and whether they take more. */
@NullMarked
package dev.aneoracle.storage;

import org.jspecify.annotations.NullMarked;
