package io.github.uxd;

/**
 * The name of a peer, or of its base directory, can't be part of a path or would lead out
 * of the directory of the peers.
 */
public class InvalidPeerNameException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String setting;

	/**
	 * Create an exception.
	 * @param setting which setting is wrong, such as {@code "name"} or {@code "base"}
	 * @param value the value that is wrong
	 * @param problem what is wrong with it, such as {@code "starts with a slash"}
	 */
	public InvalidPeerNameException(String setting, String value, String problem) {
		super("The " + setting + " \"" + value + "\" " + problem);
		this.setting = setting;
	}

	/**
	 * Return which setting is wrong.
	 * @return {@code "name"} or {@code "base"}
	 */
	public String setting() {
		return this.setting;
	}

}
