using LambdaImage.TestKit.Faults;

namespace LambdaImage.Tests.Faults;

/// <summary>Several processes with one cache, which is what a build server has.</summary>
public sealed class Sharing_a_cache
{
    private const int Processes = 3;

    [SkippableFact]
    public async Task Processes_that_make_the_same_at_one_time_all_succeed()
    {
        using var project = await FaultyProject.CreateAsync();
        // Two rounds: into an empty cache, and out of a full one.
        HashSet<string?> digests = [];
        for (var round = 0; round < 2; round++)
        {
            ToolProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => project.Publish())];
            foreach (var process in processes)
            {
                using (process) digests.Add(await process.DigestAsync());
            }

            WholeCache.Check(project.Cache).ShouldBeGreaterThan(2);
            Directory.EnumerateFiles(Path.Combine(project.Cache, "blobs", "sha256")).ShouldHaveSingleItem();
        }

        digests.ShouldBe([await project.World.DigestOfAsync(project.Destination)]);
    }

    [SkippableTheory]
    [InlineData("docker")]
    [InlineData("saved.tar")]
    [InlineData("saved.tar.gz")]
    [InlineData("npm")]
    public async Task Processes_that_keep_the_same_at_one_time_all_succeed(string work)
    {
        using var project = await ScriptedProject.CreateAsync();
        HashSet<string?> digests = [];
        using (var one = project.Run(work))
        using (var other = project.Run(work))
        {
            digests.Add(await one.DigestAsync());
            digests.Add(await other.DigestAsync());
        }

        WholeCache.Check(project.Cache).ShouldBeGreaterThan(0);
        using var later = project.Run(work, project["other-cache"]);
        digests.ShouldBe([await later.DigestAsync()]);
    }

    [SkippableFact]
    public async Task One_that_is_killed_does_not_disturb_the_others()
    {
        using var project = await FaultyProject.CreateAsync();
        var silence = new TaskCompletionSource();
        project.World.Proxy.OnSilence = () => Task.FromResult(silence.TrySetResult());
        // First the base's configuration, then its layer.
        project.World.Proxy.Plan(Phase.GetBlob, Fault.None).Plan(Phase.GetBlob, Fault.HoldAnswer(200_000));
        using var killed = project.Publish();
        await silence.Task.WaitAsync(TimeSpan.FromMinutes(1));
        using var other = project.Publish();
        await killed.KillAsync();
        var digest = await other.DigestAsync();
        WholeCache.Check(project.Cache).ShouldBeGreaterThan(2);
        (await project.World.DigestOfAsync(project.Destination)).ShouldBe(digest);
    }
}
