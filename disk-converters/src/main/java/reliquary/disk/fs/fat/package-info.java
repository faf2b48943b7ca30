/** FAT12, FAT16 and FAT32, readable and writable. */
@NullMarked
package reliquary.disk.fs.fat;

import org.jspecify.annotations.NullMarked;
