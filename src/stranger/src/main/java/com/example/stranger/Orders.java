package com.example.stranger;

import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.stereotype.Component;

@Component
class Orders {

	@UxdListener
	String onOrder(String text) {
		return "accepted: " + text;
	}

}
