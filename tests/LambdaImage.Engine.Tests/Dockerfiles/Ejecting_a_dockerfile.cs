using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Tests.Frameworks;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public sealed class Ejecting_a_dockerfile : IDisposable
{
    private readonly TempProject _project = new(("index.js", "exports.handler = async () => 1;"), (".lambda-image/hooks/after-deployment.dockerfile", "LABEL a=b\n"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Neither_file_has_a_marker_and_the_hooks_are_in_it()
    {
        var plan = Plan();
        await plan.WriteAsync(default);

        plan.Result.State.ShouldBe(DockerfileState.Ejected);
        var text = _project.Read("Dockerfile");
        text.ShouldNotContain("managed");
        text.ShouldContain("\n#   docker buildx build --provenance=false --platform linux/amd64 -t ");
        text.ShouldContain("LABEL a=b");
        _project.Read(".dockerignore").ShouldStartWith("# Secrets");
        plan.Result.Warnings.ShouldContain(warning => warning.Contains("-Dockerfile Dockerfile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_managed_file_is_replaced_and_is_nobody_elses_afterwards()
    {
        await new ManagedDockerfile().Plan(Project(), force: false, textOnly: false).WriteAsync(default);

        await Plan().WriteAsync(default);

        Should.Throw<LambdaImageException>(() => new ManagedDockerfile().Plan(Project(), force: false, textOnly: false)).Kind.ShouldBe(ErrorKind.DockerfileExists);
        Plan().Result.State.ShouldBe(DockerfileState.Unchanged);
    }

    [Fact]
    public void A_file_of_the_users_own_is_kept_unless_forced()
    {
        _project.Write("Dockerfile", "FROM scratch\n");

        Should.Throw<LambdaImageException>(() => Plan()).Kind.ShouldBe(ErrorKind.DockerfileExists);
        Plan(force: true).Result.State.ShouldBe(DockerfileState.Ejected);
    }

    [Fact]
    public void What_is_the_users_own_already_cannot_be_ejected()
    {
        _project.Write("Dockerfile", "FROM scratch\n");
        var project = FixtureProject.Resolve(new ProjectRequest { Path = _project.Path, Dockerfile = "Dockerfile" });

        Should.Throw<LambdaImageException>(() => new ManagedDockerfile().Plan(project, force: false, textOnly: false, eject: true)).Message.ShouldContain("its own already (-Dockerfile Dockerfile)");
    }

    [Fact]
    public void The_header_names_what_the_build_needs()
    {
        var document = DockerfileReader.Read("FROM scratch\nRUN --mount=type=secret,id=npm --mount=type=ssh npm ci\n", "Dockerfile");

        EjectedHeader.Of(Project() with { Architecture = LambdaArchitecture.Arm64, Name = "shop" }, document)
            .ShouldContain("--platform linux/arm64 --secret id=npm,src=FILE --ssh default -t shop .");
    }

    private ManagedDockerfilePlan Plan(bool force = false) => new ManagedDockerfile().Plan(Project(), force, textOnly: false, eject: true);

    private LambdaProject Project() => FixtureProject.Resolve(new ProjectRequest { Path = _project.Path, UseEnvironment = false });
}
