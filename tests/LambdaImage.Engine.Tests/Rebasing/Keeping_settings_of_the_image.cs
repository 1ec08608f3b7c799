using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;
using static LambdaImage.Engine.Tests.Rebasing.RebaseBench;

namespace LambdaImage.Engine.Tests.Rebasing;

/// <summary>A setting of the image stays, also where the old base had the same; all others are the new base's.</summary>
public sealed class Keeping_settings_of_the_image : IDisposable
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement.Clone();

    private static readonly Dictionary<string, (ContainerConfig Old, ContainerConfig Next, string Steps)> Cases = new(StringComparer.Ordinal)
    {
        ["an entry point takes the command of any base away"] = (Container(), Container() with { Cmd = ["bash"] }, "ENTRYPOINT [\"/app\"]"),
        ["an entry point like that of the base"] = (Container(), Container() with { Entrypoint = ["/new"], Cmd = ["bash"] }, "ENTRYPOINT [\"/lambda-entrypoint.sh\"]"),
        ["a command beside an entry point"] = (Container() with { Cmd = ["app"] }, Container() with { Cmd = ["bash"] }, "CMD [\"app\"]\nENTRYPOINT [\"/app\"]"),
        ["a command like that of the base"] = (Container() with { Cmd = ["app"] }, Container() with { Cmd = ["bash"] }, "CMD [\"app\"]"),
        ["a variable like that of the base"] = (Container("MODE=1"), Container("MODE=2", "NEW=x"), "ENV MODE=1"),
        ["variables with blanks and in another order"] = (Container("A=x y", "B=1", "C=3"), Container("C=4", "B=2"), "ENV D=d A=\"x y\"\nENV B=1"),
        ["a variable that is only in a value"] = (Container("MODE=1"), Container("MODE=2"), "ENV TEXT=\"set-MODE=1\" XMODE=1"),
        ["a variable that the new base lacks"] = (Container("MODE=1"), Container(), "ENV FIRST=1\nENV MODE=1"),
        ["a path where no base has one"] = (new() { Entrypoint = ["/x"] }, new() { Env = ["A=1"], Entrypoint = ["/x"] }, "ENV B=1"),
        ["a path that the new base has"] = (new() { Entrypoint = ["/x"] }, new() { Env = ["PATH=/opt"], Entrypoint = ["/x"] }, "ENV B=1"),
        ["a user, signal and shell like those of the base"] = (
            Container() with { User = "993", StopSignal = "SIGINT", Shell = ["/bin/sh", "-c"] }, Container() with { User = "5", StopSignal = "SIGTERM", Shell = ["/bin/bash", "-c"] },
            "USER 993\nSTOPSIGNAL SIGINT\nSHELL [\"/bin/sh\", \"-c\"]"),
        ["a folder like that of the base"] = (Container(), Container() with { WorkingDir = "/tmp", Env = ["PATH=/usr/bin", "LAMBDA_TASK_ROOT=/var/task"] }, "WORKDIR /var/task"),
        ["labels like those of the base"] = (Labeled("team", "a", "kept", "1"), Labeled("team", "b", "kept", "2"), "LABEL team=a"),
        ["a port like that of the base"] = (Opened("8080/tcp", "53/udp", "9/tcp"), Opened("1/tcp"), "EXPOSE 8080 50-60/udp"),
        ["a volume like that of the base"] = (Mounted("/data", "/other"), Mounted("/new"), "VOLUME /data /data2"),
        ["a health check like that of the base"] = (Checked("x"), Checked("y"), "HEALTHCHECK CMD x"),
        ["triggers are for what is built on the image"] = (Container(), Container(), "ONBUILD ENV A=1"),
        ["nothing of all that"] = (Checked("x") with { User = "1", Cmd = ["a"], Env = ["A=1"] }, Checked("y") with { User = "2", Cmd = ["b"], Env = ["A=2"] }, "ARG A=1"),
    };

    private readonly RebaseBench _bench = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_image_is_the_one_that_a_build_gives(string name)
    {
        var (before, after, steps) = Cases[name];
        var next = Base("new", after);
        var rebuilt = await StartAsync(Base("old", before), next, steps);

        var moved = await _bench.RebaseAsync();

        var config = (await _bench.OpenAsync(AppName)).Config;
        Text(config.Config!).ShouldBe(Text(rebuilt.Config.Config!), name);
        (moved.Digest, moved.Rebase!.Warnings.Count).ShouldBe((rebuilt.Descriptor.DigestText, 0));
    }

    [Fact]
    public async Task Instructions_that_the_new_base_has_ready_for_a_build_are_refused()
    {
        await StartAsync(Base("old"), Base("new", Container() with { OnBuild = ["ENV SETUP=1"] }), "USER 1");

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(new RebaseRequest { ImageUri = AppName, Force = true }));

        refusal.Kind.ShouldBe(ErrorKind.RebaseRefused);
        refusal.Message.ShouldContain("ENV SETUP=1");
        refusal.Remedy.ShouldContain("Build-LambdaImage -Pull");
    }

    [Fact]
    public async Task Instructions_that_both_bases_have_ready_have_run()
    {
        var triggers = new[] { "ENV TRIGGERED=1" };
        var rebuilt = await StartAsync(Base("old", Container() with { OnBuild = triggers }), Base("new", Container() with { OnBuild = triggers }), "USER 1");

        (await _bench.RebaseAsync()).Digest.ShouldBe(rebuilt.Descriptor.DigestText);
    }

    [Fact]
    public async Task A_folder_that_only_the_old_base_had_is_refused()
    {
        await StartAsync(Base("old", Container() with { WorkingDir = "/srv/app" }), Base("new"), "WORKDIR /srv/app");

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync());
        var forced = await _bench.RebaseAsync(new RebaseRequest { ImageUri = AppName, Force = true });

        (refusal.Kind, refusal.Message.Contains("WORKDIR /srv/app", StringComparison.Ordinal)).ShouldBe((ErrorKind.RebaseRefused, true));
        forced.NoChange.ShouldBeFalse();
    }

    [Theory]
    [InlineData("WORKDIR /base")]
    [InlineData("COPY app.js /srv/\nWORKDIR /srv")]
    public async Task A_folder_that_is_there_is_none_to_refuse(string steps)
    {
        await StartAsync(Base("old", Container() with { WorkingDir = "/base" }), Base("new"), steps);

        (await _bench.RebaseAsync()).NoChange.ShouldBeFalse();
    }

    [Fact]
    public async Task Settings_that_no_step_tells_of_stay_and_are_warned_of()
    {
        var old = Base("old");
        await StartAsync(old, Base("new"), "USER 1");
        var image = await _bench.BuildAsync(old, "FROM base\nCOPY app.js /");
        var changed = image.Config with { Config = image.Config.Config! with { User = "993", Env = [.. image.Config.Config.Env!, "MINE=1"] } };
        await _bench.PushAsync(StoredImage.Compose(image.Descriptor.MediaType, changed, image.Layers, ImageBase.Read(image)), AppName);

        var result = await _bench.RebaseAsync();

        result.Rebase!.Warnings.ShouldHaveSingleItem().ShouldContain("User, Env MINE");
        (await _bench.OpenAsync(AppName)).Config.Config!.User.ShouldBe("993");
    }

    [Theory]
    [InlineData("ENV A=1", "/bin/sh -c #(nop)  ENV A=1")]
    [InlineData("CMD [\"/bin/sh\",\"-c\"]", "CMD [\"/bin/sh\" \"-c\"]")]
    public async Task Steps_of_the_old_base_are_gone_also_where_the_builder_wrote_them_down_otherwise(string step, string otherwise)
    {
        var old = WithHistory(Base("old"), "ADD rootfs.tar /", "ADD more.tar /", step);
        var next = WithHistory(Base("new"), "ADD rootfs.tar /", "ADD more.tar /", step + "2");
        await StartAsync(old, next, "USER 1");
        var image = await _bench.OpenAsync(AppName);
        HistoryEntry[] history = [Step("base 1"), Step("base 2"), Step(otherwise), .. image.Config.History!.Skip(3)];
        await _bench.PushAsync(StoredImage.Compose(image.Descriptor.MediaType, image.Config with { History = history }, image.Layers, ImageBase.Read(image)), AppName);

        await _bench.RebaseAsync();

        (await _bench.OpenAsync(AppName)).Config.History!.Select(entry => entry.CreatedBy).ShouldBe(["ADD rootfs.tar /", "ADD more.tar /", step + "2", "COPY app.js /", "USER 1"]);
    }

    public void Dispose() => _bench.Dispose();

    private static string Text(ContainerConfig config) => Encoding.UTF8.GetString(OciJson.Write(config));

    private static ContainerConfig Labeled(params string[] pairs) => Container() with { Labels = new(pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]), StringComparer.Ordinal) };

    private static ContainerConfig Opened(params string[] ports) => Container() with { ExposedPorts = new(ports.ToDictionary(port => port, _ => Nothing), StringComparer.Ordinal) };

    private static ContainerConfig Mounted(params string[] paths) => Container() with { Volumes = new(paths.ToDictionary(path => path, _ => Nothing), StringComparer.Ordinal) };

    private static ContainerConfig Checked(string command) => Container() with
    {
        Others = new Dictionary<string, JsonElement> { ["Healthcheck"] = JsonDocument.Parse($$"""{ "Test": ["CMD-SHELL", "{{command}}"] }""").RootElement.Clone() },
    };

    private static IImage WithHistory(IImage image, params string[] steps) =>
        StoredImage.Compose(image.Descriptor.MediaType, image.Config with { History = [.. steps.Select(Step)] }, image.Layers);

    private static HistoryEntry Step(string text) => new() { Created = "2026-09-02T00:00:00Z", CreatedBy = text, EmptyLayer = !(text.StartsWith("ADD", StringComparison.Ordinal) || text.StartsWith("base", StringComparison.Ordinal)) };

    /// <summary>The image is built on the old base, and then the base's tag moves on.</summary>
    /// <returns>The image that a build on the new base gives.</returns>
    private async Task<IImage> StartAsync(IImage old, IImage next, string steps)
    {
        var dockerfile = "FROM base\nCOPY app.js /\n" + steps;
        _bench.Builds.With("app.js");
        await _bench.PushAsync(old, BaseName);
        await _bench.PushAsync(await _bench.BuildAsync(old, dockerfile), AppName);
        await _bench.PushAsync(next, BaseName);
        return await _bench.BuildAsync(next, dockerfile);
    }
}
