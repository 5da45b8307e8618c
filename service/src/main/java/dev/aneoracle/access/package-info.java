/** Who may use the service: tokens, their roles, and how often an address may get one wrong. */
@NullMarked
package dev.aneoracle.access;

import org.jspecify.annotations.NullMarked;
