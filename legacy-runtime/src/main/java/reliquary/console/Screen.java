package reliquary.console;

/** What a display shows at one moment: characters in a text mode, pixels in a graphics mode. */
public sealed interface Screen permits TextScreen, Framebuffer {}
