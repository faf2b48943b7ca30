/** Machine descriptions: YAML documents and the records they are read into. Data, no behaviour. */
@NullMarked
package reliquary.profile;

import org.jspecify.annotations.NullMarked;
