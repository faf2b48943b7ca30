package reliquary.console;

/** One kind of display adapter's monitor: makes text or a picture of the adapter's state. */
interface Display {
    boolean isText();

    /** What a text mode shows; only while {@link #isText}. */
    TextScreen text();

    /** The screen with each of its dots once. */
    Framebuffer picture();
}
