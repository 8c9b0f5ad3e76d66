package io.github.uxd.spring;

import java.util.Locale;
import java.util.stream.Stream;

import io.github.uxd.TransportType;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that run once for each transport that there must be on this machine.
 */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.github.uxd.spring.OnEachTransport#transports")
public abstract class OnEachTransport {

	@Parameter
	protected TransportType transport;

	static Stream<TransportType> transports() {
		boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
		boolean isNative = linux && Runtime.version().feature() >= 22;
		return Stream.of(TransportType.JUNIXSOCKET, TransportType.NATIVE)
			.filter((transport) -> isNative || transport != TransportType.NATIVE);
	}

	/**
	 * Return the property that has an application use the transport that is tested.
	 */
	protected String transportProperty() {
		return "uxd.transport=" + this.transport;
	}

}
