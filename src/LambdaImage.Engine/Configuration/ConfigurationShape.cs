namespace LambdaImage.Engine.Configuration;

/// <summary>What the value of a key looks like.</summary>
internal enum ConfigurationShape
{
    /// <summary>A text; numbers are taken as they are written.</summary>
    Text,

    /// <summary>A file, relative to the file that names it.</summary>
    File,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A TCP port.</summary>
    Port,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A list of texts; a single text is a list of one.</summary>
    Words,

    /// <summary>Names of variables with their values.</summary>
    Variables,

    /// <summary>Names of variables with a default or nothing.</summary>
    Arguments,

    /// <summary>Named steps with a command; <c>false</c> or an empty text leaves the step out.</summary>
    Steps,

    /// <summary>Secrets by id, never their values.</summary>
    Secrets,

    /// <summary>Further keys.</summary>
    Section,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Any names with texts.</summary>
    Map,

    /// <summary>Any names with further keys below each.</summary>
    Named,
}
