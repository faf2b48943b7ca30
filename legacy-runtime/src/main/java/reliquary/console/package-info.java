/** What a person sees and types: screens as text and pictures, keys, the terminal. */
@NullMarked
package reliquary.console;

import org.jspecify.annotations.NullMarked;
