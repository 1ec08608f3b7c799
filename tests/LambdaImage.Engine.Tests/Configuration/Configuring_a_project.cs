using LambdaImage.Engine.Tests.Frameworks;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Configuration;

public sealed class Configuring_a_project : IDisposable
{
    private readonly TempProject _project = new(("app.py", "def handler(event, context):\n    return 1\n"), ("requirements.txt", "requests==2.32.3\n"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_file_beats_what_other_tools_say_and_detection()
    {
        _project.Write("template.yaml", "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: other.handler\n      Architectures: [x86_64]\n");
        _project.Write("other.py", "def run(event, context):\n    return 1\n");

        var project = Resolve("handler: other.run\narchitecture: arm64\nruntimeVersion: '3.12'\nname: Big Shop");

        project.Handler.ShouldBe("other.run");
        project.Architecture.ShouldBe(LambdaArchitecture.Arm64);
        project.Runtime.ShouldBe(new LambdaRuntime("python", "3.12", "lambda-image.yml:3"));
        project.Name.ShouldBe("big-shop");
        project.ConfigurationPath.ShouldBe(_project.Of("lambda-image.yml"));
        project.Evidence.Take(4).Select(evidence => evidence.ToString()).ShouldBe(
        [
            "lambda-image.yml:1: handler: other.run → the handler",
            "lambda-image.yml:2: architecture: arm64 → the processor",
            "lambda-image.yml:3: runtimeVersion: 3.12 → the runtime's version",
            "lambda-image.yml:4: name: Big Shop → the name of the service",
        ]);
    }

    [Fact]
    public void A_parameter_beats_the_file()
    {
        var project = Resolve("handler: other.run\nname: shop", request => request with { Handler = "app.handler", Name = "given" });

        project.Handler.ShouldBe("app.handler");
        project.Name.ShouldBe("given");
        project.Evidence.ShouldNotContain(evidence => evidence.File == "lambda-image.yml");
    }

    [Fact]
    public void The_file_can_choose_custom_mode()
    {
        _project.Write("docker/prod.Dockerfile", "FROM scratch\n");

        var project = Resolve("name: shop\ndockerfile: docker/prod.Dockerfile\npackages: {all: [git]}");

        project.Mode.ShouldBe(BuildMode.Custom);
        project.ModeReason.ShouldBe("lambda-image.yml:2: dockerfile");
        project.DockerfilePath.ShouldBe(_project.Of("docker/prod.Dockerfile"));
        project.Warnings.ShouldBe(["lambda-image.yml:3: packages.all has no effect: in custom mode the Dockerfile is used as it is."]);
    }

    [Fact]
    public void The_file_can_choose_prebuilt_mode()
    {
        var project = Resolve("image: ghcr.io/acme/shop:1");

        project.Mode.ShouldBe(BuildMode.Prebuilt);
        project.ModeReason.ShouldBe("lambda-image.yml:1: image");
        project.SourceImage.ShouldBe("ghcr.io/acme/shop:1");
    }

    [Fact]
    public void It_cannot_choose_both()
    {
        _project.Write("Dockerfile", "FROM scratch\n");

        var refused = Should.Throw<LambdaImageException>(() => Resolve("image: a/b\ndockerfile: Dockerfile"));

        refused.Kind.ShouldBe(ErrorKind.ModeConflict);
        refused.Message.ShouldContain("lambda-image.yml:2:1 names a Dockerfile");
        refused.Message.ShouldContain("lambda-image.yml:1:1 an existing image");
    }

    [Fact]
    public void A_parameter_for_a_mode_beats_the_files_mode()
    {
        _project.Write("Dockerfile", "FROM scratch\n");

        Resolve("image: a/b", request => request with { Dockerfile = "Dockerfile" }).Mode.ShouldBe(BuildMode.Custom);
        Resolve("image: a/b", request => request with { Framework = "Python" }).Mode.ShouldBe(BuildMode.Managed);
    }

    [Fact]
    public void An_image_that_was_given_has_nothing_to_do_with_a_file_in_the_folder() =>
        Resolve("nonsense", request => request with { Image = "a/b" }).Mode.ShouldBe(BuildMode.Prebuilt);

    [Fact]
    public void Hooks_in_their_folder_need_no_key()
    {
        _project.Write(".lambda-image/hooks/before-build.dockerfile", "ENV A=1\n").Write(".lambda-image/hooks/after-build.dockerfile", "ENV B=1\n").Write("own", "ENV C=1\n");

        var project = Resolve("hooks: {beforeBuild: own, afterBuild: ''}");

        project.Options.Hooks.ShouldBe(new HookOptions { BeforeBuild = "own" });
        Resolve("name: a").Options.Hooks.AfterBuild.ShouldBe(".lambda-image/hooks/after-build.dockerfile");
        Resolve("name: a").Evidence.ShouldContain(new Evidence(".lambda-image/hooks/after-build.dockerfile", null, "is there", "instructions at the end of the build stage"));
    }

    [Theory]
    [InlineData("environment: {DB_PASSWORD: hunter2}", "environment.DB_PASSWORD")]
    [InlineData("buildArguments: {build: {NPM_TOKEN: hunter2}}", "buildArguments.build.NPM_TOKEN")]
    public void A_secret_in_plain_sight_is_warned_of_without_showing_it(string text, string name)
    {
        var project = Resolve(text);

        project.Warnings.ShouldContain(warning => warning.StartsWith($"lambda-image.yml:1: {name} looks like a secret", StringComparison.Ordinal));
        string.Concat(project.Evidence.Select(evidence => evidence.ToString()).Concat(project.Warnings)).ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("environment: {TOKEN_FILE: /run/t, SECRET_KEY_BASE_DUMMY: 1, DB_SECRET_ARN: arn}")]
    [InlineData("buildArguments: {build: {NPM_TOKEN: }}")]
    public void What_only_points_at_a_secret_is_no_secret(string text) => Resolve(text).Warnings.ShouldNotContain(warning => warning.Contains("looks like", StringComparison.Ordinal));

    private LambdaProject Resolve(string text, Func<ProjectRequest, ProjectRequest>? change = null)
    {
        _project.Write("lambda-image.yml", text);
        var request = new ProjectRequest { Path = _project.Path, UseEnvironment = false };
        return FixtureProject.Resolve(change is null ? request : change(request));
    }
}
