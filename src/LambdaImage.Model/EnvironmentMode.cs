namespace LambdaImage;

/// <summary>What happens to environment variables of a function that are not among those given.</summary>
public enum EnvironmentMode
{
    /// <summary>They go: the variables given are all that the function has afterwards.</summary>
    Replace,

    /// <summary>They stay: the variables given are added, or change those of the same name.</summary>
    Merge,
}
