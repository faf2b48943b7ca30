/** What rescue and cloning tools leave: ddrescue's map of bad areas, partclone's used blocks, Clonezilla's folders. */
@NullMarked
package reliquary.disk.rescue;

import org.jspecify.annotations.NullMarked;
