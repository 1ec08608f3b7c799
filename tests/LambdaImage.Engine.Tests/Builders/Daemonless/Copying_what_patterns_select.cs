using FsCheck;
using FsCheck.Fluent;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Copying_what_patterns_select
{
    private const int Cases = 150;

    [Fact]
    public async Task Generated_excludes_and_parents_give_what_the_manual_says()
    {
        for (var seed = 1UL; seed <= Cases; seed++)
        {
            var copy = ManualCopy.All.Sample(1, new Rnd(seed), Cases).Single();
            using var bench = new DaemonlessBench();
            bench.With([.. copy.Files]);
            var about = $"seed {seed}: {copy.Dockerfile}{string.Join('\n', copy.Files)}";
            if (copy.Expected() is { } expected) (await bench.EntriesAsync(copy.Dockerfile)).ShouldBe(expected, ignoreOrder: true, about);
            else (await bench.FailAsync(copy.Dockerfile)).Kind.ShouldBe(ErrorKind.ContextFileNotFound, about);
        }
    }

    [Fact]
    public void Generated_cases_are_of_every_kind()
    {
        var all = Enumerable.Range(1, Cases).Select(seed => ManualCopy.All.Sample(1, new Rnd((ulong)seed), Cases).Single()).ToArray();

        all.Count(copy => copy.Expected() is null).ShouldBeGreaterThan(1);
        all.Count(copy => copy.Expected()?.Count > 2).ShouldBeGreaterThan(Cases / 3);
        all.Count(copy => copy.Parents && copy.Excluded.Count > 0).ShouldBeGreaterThan(Cases / 4);
    }
}
