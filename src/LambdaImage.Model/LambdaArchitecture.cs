namespace LambdaImage;

/// <summary>The processor a Lambda function runs on. A function has exactly one, and its image must match.</summary>
public enum LambdaArchitecture
{
    /// <summary>64-bit Intel and AMD: <c>x86_64</c> in the Lambda API, <c>amd64</c> in image configurations.</summary>
    X86_64,

    /// <summary>AWS Graviton: <c>arm64</c> in both.</summary>
    Arm64,
}
