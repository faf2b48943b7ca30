/** Image file formats, one class each, probed in the visible order of {@link reliquary.disk.format.DiskFormats}. */
@NullMarked
package reliquary.disk.format;

import org.jspecify.annotations.NullMarked;
