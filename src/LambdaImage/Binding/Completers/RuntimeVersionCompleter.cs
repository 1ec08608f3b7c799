namespace LambdaImage.Binding.Completers;

/// <summary>Completes -RuntimeVersion with the versions of all runtimes: which of them is meant, the project says.</summary>
internal sealed class RuntimeVersionCompleter : WordCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) => LambdaRuntimes.Versions
        .SelectMany(runtime => runtime.Value.Select(version => (Runtime: runtime.Key, Version: version)))
        .GroupBy(each => each.Version, StringComparer.Ordinal)
        .Select(group => new Completion(group.Key, string.Join(", ", group.Select(each => $"{each.Runtime} {each.Version}"))));
}
