using LambdaImage.Engine.Oci;
using static LambdaImage.Engine.Tests.Rebasing.RebaseBench;

namespace LambdaImage.Engine.Tests.Rebasing;

public sealed class Moving_to_a_newer_base : IDisposable
{
    private const string Dockerfile = """
        FROM base
        ENV MODE=production LANG=de
        LABEL team=shop
        WORKDIR /srv
        COPY app.js /srv/
        USER 993
        CMD ["app.handler"]
        """;

    private readonly RebaseBench _bench = new();

    /// <summary>The strongest thing that can be said: nobody can tell the two ways apart.</summary>
    [Theory]
    [InlineData(MediaTypes.OciManifest, MediaTypes.OciManifest)]
    [InlineData(MediaTypes.DockerManifest, MediaTypes.DockerManifest)]
    [InlineData(MediaTypes.OciManifest, MediaTypes.DockerManifest)]
    [InlineData(MediaTypes.DockerManifest, MediaTypes.OciManifest)]
    public async Task The_image_is_the_one_that_a_build_on_the_newer_base_gives(string before, string after)
    {
        var (old, next) = (Base("old", manifestType: before), Base("new", Container("NODE_VERSION=22.9"), after, layers: 3));
        await StartAsync(old, next);
        var rebuilt = await _bench.BuildAsync(next, Dockerfile);

        var moved = await _bench.RebaseAsync();

        moved.Digest.ShouldBe(rebuilt.Descriptor.DigestText);
        (await _bench.OpenAsync(AppName)).Descriptor.ShouldBe(rebuilt.Descriptor);
    }

    [Fact]
    public async Task What_the_image_did_not_set_is_the_new_bases()
    {
        var old = Base("old", Container("VERSION=1", "GONE=1") with { Cmd = ["old"], StopSignal = "SIGTERM" });
        var next = Base("new", Container("VERSION=2", "ADDED=1") with { Entrypoint = ["/new-entry"], Cmd = ["new"], Labels = new() { ["base"] = "new" } });
        await StartAsync(old, next, "FROM base\nENV LANG=de MINE=1\nCOPY app.js /\nUSER 993");

        await _bench.RebaseAsync();
        var config = (await _bench.OpenAsync(AppName)).Config.Config!;

        config.Env.ShouldBe(["PATH=/usr/bin", "LANG=de", "VERSION=2", "ADDED=1", "MINE=1"]);
        config.Entrypoint.ShouldBe(["/new-entry"]);
        config.Cmd.ShouldBe(["new"]);
        (config.User, config.StopSignal, config.WorkingDir).ShouldBe(("993", null, "/var/task"));
        config.Labels.ShouldBe(new Dictionary<string, string> { ["base"] = "new" });
    }

    [Fact]
    public async Task History_and_digests_have_one_entry_for_each_layer()
    {
        await StartAsync(Base("old"), Base("new", layers: 4));

        await _bench.RebaseAsync();
        var image = await _bench.OpenAsync(AppName);

        image.Layers.Count.ShouldBe(6);
        image.Config.RootFs.DiffIds.Count.ShouldBe(6);
        image.Config.History!.Count(step => !step.EmptyLayer).ShouldBe(6);
        image.Config.History!.Select(step => step.CreatedBy).ShouldBe(
            [.. Enumerable.Repeat("base image", 4), "ENV MODE=production LANG=de", "LABEL team=shop", "WORKDIR /srv", "COPY app.js /srv/", "USER 993", "CMD [\"app.handler\"]"]);
    }

    [Fact]
    public async Task Nothing_is_written_when_the_base_is_the_newest()
    {
        var only = Base("only");
        await StartAsync(only, only);
        var before = _bench.Writes.Count();

        var plan = await _bench.PlanAsync();
        var result = await plan.RunAsync(_bench.Reporter, default);

        (plan.Changes, result.NoChange, result.BytesSent).ShouldBe((false, true, 0));
        _bench.Writes.Count().ShouldBe(before);
        result.ImageUri.ShouldBe(result.Rebase!.PreviousImageUri);
    }

    [Fact]
    public async Task Planning_writes_nothing_and_tells_what_would_be_done()
    {
        var (old, next) = (Base("old"), Base("new"));
        await StartAsync(old, next);
        var before = _bench.Writes.Count();

        var plan = await _bench.PlanAsync();

        plan.Changes.ShouldBeTrue();
        plan.Action.ShouldStartWith($"Move it from registry.test/lambda/nodejs@{old.Descriptor.DigestText} to registry.test/lambda/nodejs@{next.Descriptor.DigestText}: Send ");
        _bench.Writes.Count().ShouldBe(before);
    }

    [Fact]
    public async Task The_result_tells_the_way_back_and_is_moved_on_from_there()
    {
        await StartAsync(Base("old"), Base("new"));
        var was = await _bench.OpenAsync(AppName);

        var first = await _bench.RebaseAsync();
        await _bench.PushAsync(Base("newest"), BaseName);
        var second = await _bench.RebaseAsync();

        first.Rebase!.PreviousImageUri.ShouldBe($"registry.test/shop@{was.Descriptor.DigestText}");
        first.Tags.ShouldBe(["v1"]);
        (second.NoChange, second.Rebase!.PreviousBase).ShouldBe((false, first.Rebase.Base));
        second.Digest.ShouldBe((await _bench.BuildAsync(Base("newest"), Dockerfile)).Descriptor.DigestText);
    }

    [Fact]
    public async Task Another_base_and_another_tag_can_be_named()
    {
        var other = Base("other");
        await StartAsync(Base("old"), Base("new"));
        await _bench.PushAsync(other, "registry.test/lambda/nodejs:24");

        var result = await _bench.RebaseAsync(new RebaseRequest { ImageUri = AppName, Base = "registry.test/lambda/nodejs:24", Tags = ["next"] });

        result.Tags.ShouldBe(["next"]);
        ImageBase.Read(await _bench.OpenAsync("registry.test/shop:next")).ShouldBe(new ImageBase("registry.test/lambda/nodejs:24", other.Descriptor.DigestText));
        ImageBase.Read(await _bench.OpenAsync(AppName))!.DigestText.ShouldNotBe(other.Descriptor.DigestText);
    }

    [Fact]
    public async Task A_digest_gets_no_tag_and_that_is_said()
    {
        await StartAsync(Base("old"), Base("new"));
        var was = await _bench.OpenAsync(AppName);

        var result = await _bench.RebaseAsync(new RebaseRequest { ImageUri = $"registry.test/shop@{was.Descriptor.DigestText}" });

        result.Tags.ShouldBeEmpty();
        (await _bench.OpenAsync(AppName)).Descriptor.ShouldBe(was.Descriptor);
        _bench.Warnings.ShouldHaveSingleItem().ShouldContain("-Tag");
    }

    [Fact]
    public async Task An_image_that_does_not_tell_its_base_needs_to_be_told()
    {
        var (old, next) = (Base("old"), Base("new"));
        await StartAsync(old, next);
        await _bench.PushAsync(Silent(await _bench.BuildAsync(old, Dockerfile)), AppName);
        await _bench.PushAsync(old, "registry.test/lambda/nodejs:old");

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync());
        var result = await _bench.RebaseAsync(new RebaseRequest { ImageUri = AppName, Base = BaseName, OldBase = "registry.test/lambda/nodejs:old" });

        refusal.Kind.ShouldBe(ErrorKind.BaseUnknown);
        refusal.Remedy.ShouldContain("-OldBase");
        result.Digest.ShouldBe((await _bench.BuildAsync(next, Dockerfile)).Descriptor.DigestText);
    }

    [Fact]
    public async Task An_image_that_is_not_on_that_base_is_refused()
    {
        await StartAsync(Base("old"), Base("new"));
        await _bench.PushAsync(Base("another"), "registry.test/another:1");

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(new RebaseRequest { ImageUri = AppName, OldBase = "registry.test/another:1" }));

        refusal.Kind.ShouldBe(ErrorKind.RebaseRefused);
        refusal.Message.ShouldContain("only 0 of that image's 2 layers");
    }

    [Fact]
    public async Task A_base_that_is_gone_is_told_with_what_helps()
    {
        var old = Base("old");
        await StartAsync(old, Base("new"));
        _bench.Forget("lambda/nodejs", old);

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync());

        refusal.Kind.ShouldBe(ErrorKind.BaseUnknown);
        refusal.Remedy.ShouldContain("Build-LambdaImage -Pull");
    }

    [Fact]
    public async Task A_layer_that_a_command_made_is_moved_only_by_force()
    {
        var (old, next) = (Base("old"), Base("new"));
        await StartAsync(old, next);
        await _bench.PushAsync(WithStep(await _bench.BuildAsync(old, Dockerfile), "RUN /bin/sh -c dnf install -y git # buildkit"), AppName);

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync());
        var forced = await _bench.RebaseAsync(new RebaseRequest { ImageUri = AppName, Force = true });

        (refusal.Kind, refusal.Message.Contains("dnf install -y git", StringComparison.Ordinal)).ShouldBe((ErrorKind.RebaseRefused, true));
        forced.Rebase!.Base.ShouldEndWith(next.Descriptor.DigestText);
    }

    [Theory]
    [InlineData("COPY --chown=app app.js /")]
    [InlineData("COPY --chown=1000:app app.js /")]
    [InlineData("USER app\nWORKDIR /srv\nCOPY app.js /")]
    public async Task Files_given_to_a_name_that_is_somebody_else_on_the_new_base_are_moved_only_by_force(string steps)
    {
        await StartAsync(Base("old", users: "app:x:100:101::/:"), Base("new", users: "app:x:200:201::/:"), "FROM base\n" + steps);

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync());
        var forced = await _bench.RebaseAsync(new RebaseRequest { ImageUri = AppName, Force = true });

        refusal.Kind.ShouldBe(ErrorKind.RebaseRefused);
        refusal.Message.ShouldContain("in the old base and is");
        refusal.Remedy.ShouldContain("-Force");
        forced.NoChange.ShouldBeFalse();
    }

    [Theory]
    [InlineData("app:x:100:101::/:", "COPY --chown=app:app app.js /\nUSER app\nWORKDIR /srv")]
    [InlineData("other:x:200:201::/:", "COPY --chown=100:101 app.js /\nUSER 100\nWORKDIR /srv")]
    [InlineData("other:x:200:201::/:", "USER app\nCOPY app.js /")]
    public async Task Where_the_owners_stay_the_same_the_image_is_that_of_a_build(string users, string steps)
    {
        var next = Base("new", users: users);
        await StartAsync(Base("old", users: "app:x:100:101::/:"), next, "FROM base\n" + steps);
        var rebuilt = await _bench.BuildAsync(next, "FROM base\n" + steps);

        (await _bench.RebaseAsync()).Digest.ShouldBe(rebuilt.Descriptor.DigestText);
    }

    [Fact]
    public async Task A_base_for_another_processor_is_refused()
    {
        await StartAsync(Base("old"), Base("new", architecture: "arm64"));

        (await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync())).Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
    }

    [Theory]
    [InlineData("registry.test/amazonlinux:2", "registry.test/amazonlinux:2023", "Amazon Linux 2023, the old one Amazon Linux 2")]
    [InlineData("public.ecr.aws/lambda/provided:al2", "public.ecr.aws/lambda/provided:al2023", "Amazon Linux 2023, the old one Amazon Linux 2")]
    [InlineData("public.ecr.aws/lambda/nodejs:20", "public.ecr.aws/lambda/nodejs:22", "for nodejs 22, the old one for nodejs 20")]
    public async Task Another_system_or_language_below_is_warned_of(string before, string after, string warning)
    {
        var old = Base("old");
        await _bench.PushAsync(old, before);
        await _bench.PushAsync(Base("new"), after);
        _bench.Builds.With("app.js").WithImage(before, old);
        await _bench.PushAsync((await _bench.Builds.BuildAsync($"FROM {before}\nCOPY app.js /")).Image, AppName);

        var result = await _bench.RebaseAsync(new RebaseRequest { ImageUri = AppName, Base = after });

        result.Rebase!.Warnings.ShouldContain(text => text.Contains(warning, StringComparison.Ordinal));
        _bench.Warnings.ShouldContain(text => text.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_variable_made_of_the_old_bases_value_is_warned_of()
    {
        var next = Base("new", Container() with { Env = ["PATH=/opt/bin:/usr/bin", "LANG=en"] });
        await StartAsync(Base("old"), next, "FROM base\nENV PATH=/app:$PATH\nCOPY app.js /");

        var result = await _bench.RebaseAsync();

        result.Rebase!.Warnings.ShouldHaveSingleItem().ShouldContain("PATH");
        (await _bench.OpenAsync(AppName)).Config.Config!.Env!.ShouldContain("PATH=/app:/usr/bin");
    }

    [Fact]
    public async Task A_tag_that_somebody_moves_meanwhile_stays_where_it_is()
    {
        await StartAsync(Base("old"), Base("new"));
        var plan = await _bench.PlanAsync();
        await _bench.PushAsync(Base("published meanwhile"), AppName);
        var newer = (await _bench.ResolveAsync(AppName)).Digest;

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Reporter, default));

        error.Kind.ShouldBe(ErrorKind.RebaseRefused);
        error.Message.ShouldContain($"the tag points at another image since that began, {newer}");
        error.Remedy.ShouldBe($"Move what is there now: Update-LambdaImageBase {AppName}");
        (await _bench.ResolveAsync(AppName)).Digest.ShouldBe(newer);
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>The image is built on the old base, and then the base's tag moves on.</summary>
    private async Task StartAsync(IImage old, IImage next, string dockerfile = Dockerfile)
    {
        _bench.Builds.With("app.js");
        await _bench.PushAsync(old, BaseName);
        await _bench.PushAsync(await _bench.BuildAsync(old, dockerfile), AppName);
        await _bench.PushAsync(next, BaseName);
    }

    /// <summary>The image as a builder makes it that says nothing of the base.</summary>
    private static IImage Silent(IImage image) =>
        Engine.Oci.Layout.StoredImage.Compose(image.Descriptor.MediaType, image.Config, image.Layers);

    private static IImage WithStep(IImage image, string step)
    {
        HistoryEntry[] history = [.. image.Config.History!];
        var last = Array.FindLastIndex(history, each => !each.EmptyLayer);
        history[last] = history[last] with { CreatedBy = step };
        return Engine.Oci.Layout.StoredImage.Compose(image.Descriptor.MediaType, image.Config with { History = history }, image.Layers, ImageBase.Read(image));
    }
}
