package io.github.uxd.spring.boot.autoconfigure;

import org.springframework.core.convert.converter.Converter;
import org.springframework.util.StringUtils;

/**
 * Binds a peer that has an id and nothing else: {@code orders: {}} in YAML, which arrives
 * as an empty text.
 */
final class EmptyPeerConverter implements Converter<String, PeerProperties> {

	@Override
	public PeerProperties convert(String source) {
		if (StringUtils.hasText(source)) {
			throw new IllegalArgumentException("The properties of a peer are set below its id, as 'path' say; \""
					+ source + "\" alone says nothing");
		}
		return new PeerProperties();
	}

}
