/** The processor behind one interface, and Unicorn behind it. The only package that touches native code. */
@NullMarked
package reliquary.engine;

import org.jspecify.annotations.NullMarked;
