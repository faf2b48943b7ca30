package reliquary.bus;

/** One key going down ({@code pressed}) or up, as a person's finger moves it; the keyboard makes scan codes of it. */
public record KeyEvent(Key key, boolean pressed) {
    public static KeyEvent press(Key key) {
        return new KeyEvent(key, true);
    }

    public static KeyEvent release(Key key) {
        return new KeyEvent(key, false);
    }
}
