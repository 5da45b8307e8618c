/** The packaged service as its users meet it: started, used over HTTP, killed and started again. */
@NullMarked
package dev.aneoracle.it;

import org.jspecify.annotations.NullMarked;
