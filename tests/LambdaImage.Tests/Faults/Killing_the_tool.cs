using LambdaImage.TestKit.Faults;

namespace LambdaImage.Tests.Faults;

/// <summary><c>kill -9</c> at a chosen moment, and then the same command again: it ends well, with the digest that it would have had,
/// and what the first one left behind is never taken for whole.</summary>
public sealed class Killing_the_tool
{
    private static readonly (Phase Phase, Fault Fault)[] Moments =
    [
        (Phase.GetManifest, Fault.HoldAnswer(100)),
        (Phase.GetBlob, Fault.HoldAnswer(100)),
        (Phase.HeadBlob, Fault.HoldAnswer()),
        (Phase.MountBlob, Fault.HoldRequest()),
        (Phase.MountBlob, Fault.HoldAnswer()),
        (Phase.StartUpload, Fault.HoldAnswer()),
        (Phase.SendBytes, Fault.HoldRequest(100)),
        (Phase.FinishUpload, Fault.HoldAnswer()),
        (Phase.PutManifest, Fault.HoldRequest()),
        (Phase.PutManifest, Fault.HoldAnswer()),
        (Phase.PutTag, Fault.HoldRequest()),
    ];

    public static TheoryData<int> EveryMoment() => [.. Enumerable.Range(0, Moments.Length)];

    [SkippableTheory]
    [MemberData(nameof(EveryMoment))]
    public async Task While_it_talks_to_a_registry(int moment)
    {
        using var project = await FaultyProject.CreateAsync();
        var (phase, fault) = Moments[moment];
        var silence = new TaskCompletionSource();
        project.World.Proxy.OnSilence = () => Task.FromResult(silence.TrySetResult());
        project.World.Proxy.Plan(phase, fault, times: 1);
        using (var first = project.Publish())
        {
            await silence.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await first.KillAsync();
        }

        WholeCache.Check(project.Cache);
        (await project.World.DigestOfAsync(project.Destination)).ShouldBeNull();

        using var second = project.Publish();
        using var elsewhere = project.Build("other", project["other-cache"]);
        var digest = await second.DigestAsync();
        WholeCache.Check(project.Cache).ShouldBeGreaterThan(2);
        (await project.World.DigestOfAsync(project.Destination)).ShouldBe(digest);
        (await elsewhere.DigestAsync()).ShouldBe(digest);
    }

    [SkippableTheory]
    [InlineData("cache/builds", "layer-*.tar.gz", "out")]
    [InlineData("cache/builds", "layer-*.tar.gz", "out.tar")]
    [InlineData(".", "out.*.tmp", "out")]
    [InlineData(".", "out.tar.*.partial", "out.tar")]
    public async Task While_it_writes(string folder, string draft, string output)
    {
        using var project = await FaultyProject.CreateAsync(size: 24_000_000);
        for (var attempt = 1; !await IsKilledAsync(); attempt++)
        {
            attempt.ShouldBeLessThan(10, "it was done each time before anything of it was seen");
            Directory.Delete(project.Cache, recursive: true);
            if (File.Exists(project[output])) File.Delete(project[output]);
            else Directory.Delete(project[output], recursive: true);
        }

        WholeCache.Check(project.Cache);
        Path.Exists(project[output]).ShouldBeFalse();

        using var second = project.Build(output);
        using var elsewhere = project.Build("other", project["other-cache"]);
        var digest = await second.DigestAsync();
        WholeCache.Check(project.Cache).ShouldBeGreaterThan(2);
        (await project.World.DigestOfFileAsync(project[output])).ShouldBe(digest);
        (await elsewhere.DigestAsync()).ShouldBe(digest);

        // A layer in the making, or an output: killed as soon as there is something in it, unless it is too fast for that on a busy machine.
        async Task<bool> IsKilledAsync()
        {
            using var first = project.Build(output);
            while (!HasBegun(project[folder], draft))
            {
                if (first.HasEnded) return false;
                await Task.Delay(1);
            }

            await first.KillAsync();
            return !Path.Exists(project[output]);
        }
    }

    [SkippableTheory]
    [InlineData("docker", "builds", "image.tar.*.partial")]
    [InlineData("saved.tar", "compressed", "draft.*.partial")]
    [InlineData("saved.tar.gz", "compressed", "draft.*.partial")]
    [InlineData("npm", "host", "index.js")]
    public async Task While_it_keeps_what_others_made(string work, string area, string draft)
    {
        using var project = await ScriptedProject.CreateAsync();
        project.Hold();
        using (var first = project.Run(work))
        {
            while (!HasBegun(Path.Combine(project.Cache, area), draft))
            {
                first.HasEnded.ShouldBeFalse("it was done before anything of it was seen");
                await Task.Delay(1);
            }

            await first.KillAsync();
        }

        WholeCache.Check(project.Cache);
        project.LetGo();

        using var second = project.Run(work);
        using var elsewhere = project.Run(work, project["other-cache"]);
        (await second.DigestAsync()).ShouldBe(await elsewhere.DigestAsync());
        WholeCache.Check(project.Cache).ShouldBeGreaterThan(0);
    }

    private static bool HasBegun(string folder, string draft)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, draft, SearchOption.AllDirectories).Any(
                entry => Directory.Exists(entry) || new FileInfo(entry).Length > 0);
        }
        catch (IOException)
        {
            // It is being written at this very moment.
            return false;
        }
    }
}
