BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName

    function IsSentAhead { $engine::Requests.ToArray().Where{ $_.GetType().Name -eq 'ServiceRequest' }[0].SendAhead }
}

# The preferences are those of the caller, so they are set where the cmdlet is called.
Describe 'Layers are sent ahead' {
    BeforeEach { $engine::Reset() }

    It 'where nobody is asked' {
        Deploy-LambdaImage $app shop | Out-Null
        IsSentAhead | Should -BeTrue
    }

    It 'where -Confirm:$false says so, whatever the preference is' {
        $ConfirmPreference = 'Low'
        Deploy-LambdaImage $app shop -Confirm:$false | Out-Null
        IsSentAhead | Should -BeTrue
    }

    It 'where -WhatIf:$false says so, whatever the preference is' {
        $WhatIfPreference = $true
        Deploy-LambdaImage $app shop -WhatIf:$false | Out-Null
        IsSentAhead | Should -BeTrue
    }

    It 'not under -WhatIf' {
        Deploy-LambdaImage $app shop -WhatIf *>&1 | Out-Null
        IsSentAhead | Should -BeFalse
    }

    It 'not where a preference is to ask nobody and do nothing' {
        $WhatIfPreference = $true
        Deploy-LambdaImage $app shop *>&1 | Out-Null
        IsSentAhead | Should -BeFalse
    }

    It 'not in a function that was called with -WhatIf' {
        function Deploy-All {
            [CmdletBinding(SupportsShouldProcess)]
            param()
            # As scripts do that leave the question to the cmdlet.
            if ($WhatIfPreference -or $PSCmdlet.ShouldProcess($app)) { Deploy-LambdaImage $app shop }
        }

        Deploy-All -WhatIf *>&1 | Out-Null
        IsSentAhead | Should -BeFalse
    }

    It 'not where somebody is asked: <how>' -ForEach @(
        @{ how = '-Confirm'; with = @{ Confirm = $true }; preference = 'High' }
        @{ how = 'a preference'; with = @{}; preference = 'Medium' }
    ) {
        $ConfirmPreference = $preference
        # Nobody is there to answer, which is an error.
        Deploy-LambdaImage $app shop @with -ErrorAction SilentlyContinue *>&1 | Out-Null
        IsSentAhead | Should -BeFalse
    }
}
