/** The catalog of preserved systems. */
@NullMarked
package reliquary.catalog;

import org.jspecify.annotations.NullMarked;
