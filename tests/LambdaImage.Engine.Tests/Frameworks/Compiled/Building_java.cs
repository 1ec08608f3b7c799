namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

public sealed class Building_java
{
    private const string Function = "package com.acme;\nclass F implements RequestHandler<String, String> { }";

    [Theory]
    [InlineData("public class F implements RequestHandler<Map<String, String>, String> {", "com.acme.F::handleRequest")]
    [InlineData("public final class F extends Base\n    implements Serializable, RequestStreamHandler {", "com.acme.F::handleRequest")]
    [InlineData("// class Old implements RequestHandler<A, B> {\nclass F implements RequestHandler<A, B> {", "com.acme.F::handleRequest")]
    [InlineData("abstract class Base implements RequestHandler<A, B> { }\nclass F implements RequestHandler<A, B> {", "com.acme.F::handleRequest")]
    public void Handlers_are_classes_that_implement_Lambda_s_interfaces(string code, string handler)
    {
        using var project = Maven("", ("src/main/java/com/acme/F.java", "package com.acme;\n" + code));

        project.Project.Handler.ShouldBe(handler);
    }

    [Theory]
    [InlineData("class F(private val store: Store) : RequestHandler<A, B> {", "com.acme.F::handleRequest")]
    [InlineData("class Wrapper(val inner: RequestHandler<A, B>) {\n}\nclass F : Base(), RequestStreamHandler {", "com.acme.F::handleRequest")]
    public void Handlers_in_Kotlin_may_have_constructors(string code, string handler)
    {
        using var project = Maven("", ("src/main/kotlin/com/acme/F.kt", "package com.acme\n\n" + code));

        project.Project.Handler.ShouldBe(handler);
    }

    [Fact]
    public void Several_handlers_are_named_and_one_is_chosen()
    {
        (string, string)[] files = [("src/main/java/com/acme/F.java", Function), ("src/main/java/com/acme/G.java", Function.Replace('F', 'G'))];
        using var project = Maven("", files);

        var error = project.Fails();

        error.Message.ShouldContain("com.acme.F::handleRequest, com.acme.G::handleRequest");
        error.Remedy.ShouldContain("-Handler 'com.acme.F::handleRequest'");
    }

    [Fact]
    public void A_class_that_is_not_there_is_refused()
    {
        using var project = new CompiledProject(("pom.xml", Pom("")), ("src/main/java/com/acme/F.java", Function)) { Handler = "com.acme.Other::run" };

        project.Fails().Kind.ShouldBe(ErrorKind.HandlerNotFound);
    }

    [Fact]
    public void Another_base_needs_the_runtime_client_in_the_project()
    {
        const string client = "<dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-runtime-interface-client</artifactId><version>2.8.4</version></dependency>";
        var options = new DockerfileOptions { Base = new() { Image = "public.ecr.aws/docker/library/eclipse-temurin:21-jre" } };
        using var without = new CompiledProject(("pom.xml", Pom("")), ("src/main/java/com/acme/F.java", Function)) { Options = options };
        using var with = new CompiledProject(("pom.xml", Pom(client)), ("src/main/java/com/acme/F.java", Function)) { Options = options };

        without.Fails().Remedy.ShouldContain("aws-lambda-java-runtime-interface-client");
        with.Text.ShouldContain("ENTRYPOINT [\"/opt/java/openjdk/bin/java\", \"-cp\", \"/var/task:/var/task/lib/*\", \"com.amazonaws.services.lambda.runtime.api.client.AWSLambda\"]");
    }

    [Fact]
    public void Gradle_s_wrapper_runs_on_this_machine_without_a_shell()
    {
        using var project = new CompiledProject(
            ("build.gradle", "plugins { id 'java' }\ndependencies { implementation 'com.amazonaws:aws-lambda-java-core:1.3.0' }\n"),
            ("gradlew", "#!/bin/sh\n"), ("gradle/wrapper/gradle-wrapper.jar", ""), ("src/main/java/com/acme/F.java", Function));

        project.HostText.ShouldContain("# run: java -cp gradle/wrapper/gradle-wrapper.jar org.gradle.wrapper.GradleWrapperMain --no-daemon");
        project.OnHost.Files.ShouldHaveSingleItem().Key.ShouldBe("lambda-image.init.gradle");
        project.Text.ShouldContain("RUN --mount=type=cache,target=/root/.gradle sh ./gradlew --no-daemon");
    }

    [Fact]
    public void A_module_of_Gradle_is_built_by_its_path()
    {
        using var project = new CompiledProject(
            ("settings.gradle", "include 'libs:model', 'function'\n"), ("libs/model/build.gradle", "plugins { id 'java-library' }\n"),
            ("function/build.gradle", "plugins { id 'java' }\ndependencies { implementation 'com.amazonaws:aws-lambda-java-core:1.3.0' }\n"),
            ("function/src/main/java/com/acme/F.java", Function));

        project.Text.ShouldContain(":function:lambdaImage\n");
        project.Text.ShouldContain("COPY --from=build /src/function/build/lambda-image/classes/ ./\n");
    }

    [Fact]
    public void A_Procfile_that_starts_a_jar_of_the_build_is_answered_by_the_classes()
    {
        using var project = Maven(Javalin, ("src/main/java/com/acme/Main.java", "package com.acme;\nclass Main { public static void main(String[] args) { app.start(7070); } }"),
            ("Procfile", "web: java -jar target/app.jar\n"));

        project.Text.ShouldEndWith("CMD [\"-cp\", \"classes:lib/*\", \"com.acme.Main\"]\n");
        project.InContainer.Warnings.ShouldContain(warning => warning.Contains("target/app.jar"));
    }

    [Fact]
    public void A_server_with_a_handler_of_its_own_is_a_function()
    {
        using var project = Maven(Javalin, ("src/main/java/com/acme/F.java", Function));

        project.Project.Framework.ShouldBe("Java");
    }

    [Fact]
    public void A_server_with_several_mains_asks_for_one()
    {
        using var project = Maven(Javalin, ("src/main/java/com/acme/A.java", "package com.acme;\nclass A { public static void main(String[] x) { } }"),
            ("src/main/java/com/acme/B.java", "package com.acme;\nclass B { public static void main(String[] x) { } }"));

        project.Fails().Remedy.ShouldContain("-Handler 'java -cp classes:lib/* com.acme.A'");
    }

    [Fact]
    public void A_web_server_may_run_on_Temurin()
    {
        using var project = new CompiledProject(("pom.xml", Pom(Javalin)), ("src/main/java/com/acme/Main.java", "package com.acme;\nclass Main { public static void main(String[] args) { } }"))
        {
            Options = new() { Base = new() { Image = "public.ecr.aws/docker/library/eclipse-temurin:21-jre" } },
        };

        project.Text.ShouldContain("ENTRYPOINT [\"/opt/java/openjdk/bin/java\"]");
        project.Text.ShouldContain("WORKDIR /var/task\n");
    }

    private const string Javalin = "<dependency><groupId>io.javalin</groupId><artifactId>javalin</artifactId><version>6.7.0</version></dependency>";

    private static CompiledProject Maven(string dependencies, params (string, string)[] files) => new([("pom.xml", Pom(dependencies)), .. files]);

    private static string Pom(string dependencies) =>
        $"<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>a</artifactId><version>1</version><dependencies>{dependencies}</dependencies></project>";
}
