package com.example.stranger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class StrangerApplication {

	public static void main(String[] args) {
		SpringApplication.run(StrangerApplication.class, args);
	}

}
