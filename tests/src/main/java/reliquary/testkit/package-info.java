/** The kit with which users write regression tests for preserved systems. */
@NullMarked
package reliquary.testkit;

import org.jspecify.annotations.NullMarked;
