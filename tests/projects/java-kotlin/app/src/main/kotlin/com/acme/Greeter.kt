package com.acme

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler

class Greeter : RequestHandler<Map<String, String>, String> {
    override fun handleRequest(event: Map<String, String>, context: Context) = "Hello ${event["name"]}"
}
