/** A complete guest system of the project's own: programs in assembly language, and the floppies that start them. */
@NullMarked
package reliquary.demo;

import org.jspecify.annotations.NullMarked;
