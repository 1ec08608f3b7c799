using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>The same Dockerfile, built by BuildKit and by us, gives the same files and the same configuration.</summary>
public sealed class Agreeing_with_BuildKit(BuildKit buildKit) : IClassFixture<BuildKit>
{
    /// <summary>How many cases are made up, each from a seed of its own; the first seed.</summary>
    private const string CountVariable = "LAMBDAIMAGE_DIFFERENTIAL_COUNT";
    private const string SeedVariable = "LAMBDAIMAGE_DIFFERENTIAL_SEED";

    /// <summary>As many as a run of all tests has time for.</summary>
    private const int FewCases = 40;

    public static TheoryData<string> Same => Names(one => !KnownDifferences.All.ContainsKey(one.Name));

    public static TheoryData<string> Different => Names(one => KnownDifferences.All.ContainsKey(one.Name));

    public static TheoryData<string> Judged => [.. Case.Expected.Keys];

    [SkippableTheory]
    [MemberData(nameof(Same))]
    public async Task Files_and_configuration_are_the_same(string name)
    {
        var (theirs, ours) = await buildKit.CompareAsync(Find(name));
        ours.DifferenceTo(theirs).ShouldBeEmpty();
    }

    [SkippableTheory]
    [MemberData(nameof(Different))]
    public async Task What_is_known_to_differ_still_does(string name)
    {
        var known = KnownDifferences.All[name];
        var (theirs, ours) = await buildKit.CompareAsync(Find(name));
        Skip.If(known.With is not null && buildKit.Age == BuildKitAge.Middle, "needs an old or a new BuildKit");
        var difference = ours.DifferenceTo(theirs);
        if (known.IsWith(buildKit.Age)) difference.ShouldNotBeEmpty($"take it from the list, where it says: {known.Reason}");
        else difference.ShouldBeEmpty();
    }

    [SkippableTheory]
    [MemberData(nameof(Judged))]
    public async Task What_BuildKit_cannot_tell_is_as_the_manual_has_it(string name) =>
        (await buildKit.OursAsync(Find(name))).DifferenceTo(Case.Expected[name]).ShouldBeEmpty();

    [Fact]
    public void Every_case_that_BuildKit_cannot_tell_about_has_an_outcome() => KnownDifferences.Unjudged.ShouldBeSubsetOf(Case.Expected.Keys);

    [SkippableFact]
    public async Task Generated_dockerfiles_agree()
    {
        var (count, first) = (Number(CountVariable, FewCases), (ulong)Number(SeedVariable, 1));
        for (var seed = first; seed < first + (ulong)count; seed++)
        {
            var one = GeneratedCase.All.Sample(1, new Rnd(seed), 1).Single();
            if (buildKit.Age != BuildKitAge.Old && one.DependsOnAge) continue;
            if (buildKit.Age == BuildKitAge.New) one = one.WithNewFlags(seed);
            if (await DifferenceAsync(one) is not { Length: > 0 } difference) continue;
            while (await SmallerAsync(one) is var (smaller, less)) (one, difference) = (smaller, less);
            Assert.Fail($"{SeedVariable}={seed} {CountVariable}=1 finds it again:\n{one.ToCase("generated").Text}\n{difference}");
        }
    }

    [Fact]
    public void Every_known_difference_is_a_case() => KnownDifferences.All.Keys.ShouldBeSubsetOf(Case.Corpus.Select(one => one.Name));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private async Task<string> DifferenceAsync(GeneratedCase one)
    {
        var (theirs, ours) = await buildKit.CompareAsync(one.ToCase("generated"));
        return ours.DifferenceTo(theirs);
    }

    /// <summary>A case with a line less that differs as well; null: there is none.</summary>
    private async Task<(GeneratedCase Case, string Difference)?> SmallerAsync(GeneratedCase one)
    {
        foreach (var smaller in one.Smaller())
        {
            if (await DifferenceAsync(smaller) is { Length: > 0 } difference) return (smaller, difference);
        }

        return null;
    }

    private static Case Find(string name) => Case.Corpus.Single(one => one.Name == name);

    private static TheoryData<string> Names(Func<Case, bool> which) => [.. Case.Corpus.Where(which).Select(one => one.Name)];
}
