@NullMarked
package reliquary.disk.format;

import org.jspecify.annotations.NullMarked;
