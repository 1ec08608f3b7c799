using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public sealed class Writing_managed_files : IDisposable
{
    private readonly TempProject _project = new(("index.js", "exports.handler = async () => 1;"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_first_time_both_files_are_created()
    {
        var plan = Plan();

        plan.Result.State.ShouldBe(DockerfileState.Created);
        plan.Action.ShouldBe("Write Dockerfile and .dockerignore for Node.js (nodejs 24)");
        File.Exists(_project.Of("Dockerfile")).ShouldBeFalse("planning only reads");
        await plan.WriteAsync(CancellationToken.None);
        _project.Read("Dockerfile").ShouldBe(plan.Result.Text);
        _project.Read(".dockerignore").ShouldBe(plan.Result.IgnoreText);
        Directory.EnumerateFiles(_project.Path, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_time_nothing_changes()
    {
        await Plan().WriteAsync(CancellationToken.None);

        var plan = Plan();

        plan.Changes.ShouldBeFalse();
        plan.Result.State.ShouldBe(DockerfileState.Unchanged);
    }

    [Fact]
    public async Task Windows_line_ends_are_no_change()
    {
        await Plan().WriteAsync(CancellationToken.None);
        foreach (var file in new[] { "Dockerfile", ".dockerignore" }) _project.Write(file, _project.Read(file).Replace("\n", "\r\n", StringComparison.Ordinal));

        Plan().Changes.ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_of_the_project_updates_the_file()
    {
        await Plan().WriteAsync(CancellationToken.None);
        _project.Write(".nvmrc", "22");

        var plan = Plan();

        plan.Result.State.ShouldBe(DockerfileState.Updated);
        plan.Files.ShouldHaveSingleItem().Key.ShouldBe(_project.Of("Dockerfile"));
    }

    [Fact]
    public void A_hand_written_file_is_kept()
    {
        _project.Write("Dockerfile", "FROM scratch\n");

        var error = Should.Throw<LambdaImageException>(() => Plan());

        error.Kind.ShouldBe(ErrorKind.DockerfileExists);
        error.Message.ShouldContain("LambdaImage did not write it");
        error.Remedy.ShouldContain("-Dockerfile");
        Plan(textOnly: true).Result.State.ShouldBe(DockerfileState.NotWritten);
        Plan(force: true).Result.State.ShouldBe(DockerfileState.Updated);
    }

    [Fact]
    public async Task An_edited_file_is_kept()
    {
        await Plan().WriteAsync(CancellationToken.None);
        _project.Write("Dockerfile", _project.Read("Dockerfile") + "ENV MINE=1\n");

        Should.Throw<LambdaImageException>(() => Plan()).Message.ShouldContain("edited");
    }

    [Fact]
    public async Task A_hand_written_ignore_file_is_kept_even_with_force()
    {
        _project.Write(".dockerignore", "mine\n");

        var plan = Plan(force: true);
        await plan.WriteAsync(CancellationToken.None);

        plan.Result.IgnoreText.ShouldBe("mine\n");
        _project.Read(".dockerignore").ShouldBe("mine\n");
    }

    [Fact]
    public void The_users_own_file_is_read_and_never_written()
    {
        _project.Write("Dockerfile", "FROM scratch\n").Write("Dockerfile.dockerignore", "x\n");

        var plan = Plan(dockerfile: "Dockerfile");

        plan.Changes.ShouldBeFalse();
        plan.Result.State.ShouldBe(DockerfileState.UserOwned);
        plan.Result.Text.ShouldBe("FROM scratch\n");
        plan.Result.IgnoreText.ShouldBe("x\n");
    }

    [Fact]
    public void An_existing_image_needs_no_file()
    {
        var plan = Plan(image: "acme/app:1");

        plan.Result.State.ShouldBe(DockerfileState.NotNeeded);
        plan.Result.Text.ShouldBe("");
        plan.Changes.ShouldBeFalse();
    }

    [Fact]
    public async Task Extensions_of_php_are_switched_on_by_a_file_of_the_project()
    {
        using var php = new TempProject(
            ("public/index.php", "<?php"), ("vendor/autoload.php", ""), ("composer.json", """{ "require": { "bref/bref": "^3.0", "ext-intl": "*" } }"""));
        var project = new ProjectResolver(new EmptyEnvironment(), TimeProvider.System).Resolve(new ProjectRequest { Path = php.Path });

        await new ManagedDockerfile().Plan(project, force: false, textOnly: false).WriteAsync(CancellationToken.None);

        php.Read("php/conf.d/lambdaimage.ini").ShouldStartWith("; Written by LambdaImage");
        php.Read("php/conf.d/lambdaimage.ini").ShouldEndWith("\nextension=intl\n");
        new ManagedDockerfile().Plan(project, force: false, textOnly: false).Changes.ShouldBeFalse();
    }

    private ManagedDockerfilePlan Plan(bool force = false, bool textOnly = false, string? dockerfile = null, string? image = null) => new ManagedDockerfile().Plan(
        new ProjectResolver(new EmptyEnvironment(), TimeProvider.System).Resolve(new ProjectRequest { Path = _project.Path, Dockerfile = dockerfile, Image = image }),
        force, textOnly);
}
