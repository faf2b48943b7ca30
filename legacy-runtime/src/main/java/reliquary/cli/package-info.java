/** The relic command: one subcommand a class. */
@NullMarked
package reliquary.cli;

import org.jspecify.annotations.NullMarked;
