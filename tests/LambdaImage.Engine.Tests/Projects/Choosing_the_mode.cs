using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Choosing_the_mode : IDisposable
{
    private readonly TempProject _project = new(("index.js", "exports.handler = async () => 1;"), ("package.json", """{ "name": "@acme/My_Shop" }"""));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_folder_alone_is_managed()
    {
        var found = Resolve(new ProjectRequest { Path = _project.Path });

        found.Mode.ShouldBe(BuildMode.Managed);
        found.Framework.ShouldBe("Node.js");
        found.Name.ShouldBe("my-shop");
    }

    [Fact]
    public void A_dockerfile_is_custom_and_is_found_relative_to_the_folder()
    {
        _project.Write("docker/Dockerfile", "FROM scratch\n");

        var found = Resolve(new ProjectRequest { Path = _project.Path, Dockerfile = "docker/Dockerfile" }, ("LAMBDAIMAGE_IMAGE", "ignored:1"));

        found.Mode.ShouldBe(BuildMode.Custom);
        found.DockerfilePath.ShouldBe(Path.Combine(_project.Path, "docker", "Dockerfile"));
        found.ModeReason.ShouldContain("-Dockerfile");
    }

    [Fact]
    public void The_environment_names_an_image()
    {
        var found = Resolve(new ProjectRequest { Path = _project.Path }, ("LAMBDAIMAGE_IMAGE", "acme/app:1"));

        found.Mode.ShouldBe(BuildMode.Prebuilt);
        found.SourceImage.ShouldBe("acme/app:1");
        found.ModeReason.ShouldContain("LAMBDAIMAGE_IMAGE");
    }

    [Fact]
    public void The_environment_counts_only_where_it_may() =>
        Resolve(new ProjectRequest { Path = _project.Path, UseEnvironment = false }, ("LAMBDAIMAGE_IMAGE", "acme/app:1")).Mode.ShouldBe(BuildMode.Managed);

    [Fact]
    public void An_image_given_beats_the_environment() =>
        Resolve(new ProjectRequest { Path = _project.Path, Image = "given:1" }, ("LAMBDAIMAGE_IMAGE", "acme/app:1")).SourceImage.ShouldBe("given:1");

    [Fact]
    public void A_dockerfile_and_an_image_contradict_each_other() =>
        Fails(new ProjectRequest { Path = _project.Path, Dockerfile = "Dockerfile", Image = "a:1" }).Kind.ShouldBe(ErrorKind.ModeConflict);

    [Fact]
    public void A_missing_dockerfile_is_named()
    {
        var error = Fails(new ProjectRequest { Path = _project.Path, Dockerfile = "Dockerfile" });

        error.Kind.ShouldBe(ErrorKind.DockerfileNotFound);
        error.Message.ShouldContain(_project.Of("Dockerfile"));
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Fails(new ProjectRequest { Path = _project.Of("nowhere") }).Kind.ShouldBe(ErrorKind.ProjectNotFound);

    [Fact]
    public void Broken_files_stop_nobody_who_brings_an_image()
    {
        _project.Write("package.json", "{");

        var found = Resolve(new ProjectRequest { Path = _project.Path, Image = "a:1", Name = "Chosen Name" });

        found.Framework.ShouldBeNull();
        found.Name.ShouldBe("chosen-name");
    }

    private static LambdaProject Resolve(ProjectRequest request, params (string, string)[] variables) =>
        new ProjectResolver(new EmptyEnvironment(variables), TimeProvider.System).Resolve(request);

    private static LambdaImageException Fails(ProjectRequest request) => Should.Throw<LambdaImageException>(() => Resolve(request));
}
